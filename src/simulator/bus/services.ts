// Puts the parts of the simulated camera that apps reach over the bus under one name.
import { type MessageBus, NameFlag, RequestNameReply } from '@particle/dbus-next';
import { failure } from '../../support/errors.js';
import type { EventHub } from '../events/event-hub.js';
import { exportEvents } from '../events/event-service.js';
import { exportParameters } from '../parameters/parameter-service.js';
import type { ParameterStore } from '../parameters/parameter-store.js';

/** Name the drop-in libraries call. */
export const serviceName = 'org.acapkit.Simulator';

export interface Services {
  /** Takes the services off the bus; to be called before the bus is stopped. */
  stop(): void;
}

/** Exports the services and then owns the name, so that nobody finds the name without its objects. */
export async function startServices(
  bus: { connection: MessageBus },
  parts: { parameters: ParameterStore; events: EventHub },
): Promise<Services> {
  const { connection } = bus;
  const stopEvents = await exportEvents(connection, parts.events);
  const stopParameters = exportParameters(connection, parts.parameters);
  const stop = () => {
    stopParameters();
    stopEvents();
  };
  const reply = await connection.requestName(serviceName, NameFlag.DO_NOT_QUEUE);
  if (reply === RequestNameReply.PRIMARY_OWNER) return { stop };
  stop();
  throw failure('simulator/bus-name', `another simulated camera owns ${serviceName} on this bus`);
}
