// Exports one interface on one object path. Beside what the D-Bus library offers, a method learns who called it, and a signal can
// be sent to one client only.
import { Message, type MessageBus, MessageFlag, MessageType } from '@particle/dbus-next';
import { messageOf } from '../../support/errors.js';

/** A failure that reaches the caller under its own D-Bus error name. */
export class ServiceError extends Error {
  /** Such as `org.acapkit.Simulator.Error.NotFound`. */
  readonly errorName: string;

  constructor(errorName: string, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.errorName = errorName;
  }
}

export interface ServiceMethod {
  /** Signature of the arguments. */
  in: string;
  /** Signature of the result. */
  out: string;
  /** `sender` is the unique name of the caller's connection. The result is the list of values that `out` describes. */
  run(args: unknown[], sender: string): unknown[] | Promise<unknown[]>;
}

export interface ServiceDefinition {
  path: string;
  interface: string;
  methods: Record<string, ServiceMethod>;
  /** Signatures of the signals, for introspection. */
  signals?: Record<string, string>;
}

export interface ServiceObject {
  /** Sends a signal to everybody, or to one client. Without a connection to the bus it is dropped. */
  signal(name: string, body: unknown[], destination?: string): void;
  /** Takes the object off the bus. */
  close(): void;
}

const unknownMethod = 'org.freedesktop.DBus.Error.UnknownMethod';
const invalidArguments = 'org.freedesktop.DBus.Error.InvalidArgs';
const failed = 'org.acapkit.Simulator.Error.Failed';

function argumentsXml(signature: string, direction: string): string {
  const single = /a*(?:\([^()]*\)|\{[^{}]*\}|[a-z])/g;
  return (signature.match(single) ?? []).map((type) => `<arg type="${type}"${direction}/>`).join('');
}

function introspection(definition: ServiceDefinition): string {
  const methods = Object.entries(definition.methods).map(
    ([name, method]) =>
      `<method name="${name}">${argumentsXml(method.in, ' direction="in"')}${argumentsXml(method.out, ' direction="out"')}</method>`,
  );
  const signals = Object.entries(definition.signals ?? {}).map(
    ([name, signature]) => `<signal name="${name}">${argumentsXml(signature, '')}</signal>`,
  );
  return `<node><interface name="${definition.interface}">${methods.join('')}${signals.join('')}</interface></node>`;
}

/** A closed connection makes `send` throw; then there is nobody left to tell. */
function sendQuietly(connection: MessageBus, message: Message): void {
  try {
    connection.send(message);
  } catch {
    // The bus is gone, and with it everybody who could have got the message.
  }
}

/** The library's types call the first argument a text; it is the message to answer. */
function errorReply(call: Message, errorName: string, text: string): Message {
  return Message.newError(call as unknown as string, errorName, text);
}

function replyTo(connection: MessageBus, call: Message, method: ServiceMethod): void {
  const fail = (error: unknown) => {
    const name = error instanceof ServiceError ? error.errorName : failed;
    sendQuietly(connection, errorReply(call, name, messageOf(error)));
  };
  const succeed = (body: unknown[]) => {
    if (call.flags & MessageFlag.NO_REPLY_EXPECTED) return;
    sendQuietly(connection, Message.newMethodReturn(call, method.out, body));
  };
  try {
    const result = method.run(call.body, call.sender);
    if (Array.isArray(result)) succeed(result);
    else result.then(succeed, fail);
  } catch (error) {
    fail(error);
  }
}

function handle(connection: MessageBus, definition: ServiceDefinition, call: Message): boolean {
  if (call.type !== MessageType.METHOD_CALL || call.path !== definition.path) return false;
  if (call.interface === 'org.freedesktop.DBus.Introspectable' && call.member === 'Introspect') {
    sendQuietly(connection, Message.newMethodReturn(call, 's', [introspection(definition)]));
    return true;
  }
  if (call.interface !== definition.interface) return false;
  const method = Object.hasOwn(definition.methods, call.member) ? definition.methods[call.member] : undefined;
  if (!method) {
    const known = Object.keys(definition.methods).join(', ');
    sendQuietly(connection, errorReply(call, unknownMethod, `${call.member} is not one of ${known}`));
  } else if ((call.signature ?? '') !== method.in) {
    const text = `${call.member} takes (${method.in}), not (${call.signature ?? ''})`;
    sendQuietly(connection, errorReply(call, invalidArguments, text));
  } else {
    replyTo(connection, call, method);
  }
  return true;
}

/** Exports the object until `close()`. */
export function exportService(connection: MessageBus, definition: ServiceDefinition): ServiceObject {
  const handler = (call: Message) => handle(connection, definition, call);
  connection.addMethodHandler(handler);
  return {
    signal(name, body, destination) {
      const signature = definition.signals?.[name];
      if (signature === undefined) throw new Error(`${definition.interface} has no signal ${name}`);
      const message = Message.newSignal(definition.path, definition.interface, name, signature, body);
      if (destination !== undefined) message.destination = destination;
      sendQuietly(connection, message);
    },
    close: () => connection.removeMethodHandler(handler),
  };
}
