// The parameter store on the bus, for the drop-in libaxparameter.
import type { MessageBus } from '@particle/dbus-next';
import { exportService, ServiceError } from '../bus/service-object.js';
import { ParameterError, type ParameterReason } from './parameter-error.js';
import { groupOf } from './parameter-limits.js';
import type { ParameterChange, ParameterStore } from './parameter-store.js';

const errorNames: Record<ParameterReason, string> = {
  'not-found': 'org.acapkit.Simulator.Error.NotFound',
  exists: 'org.acapkit.Simulator.Error.Exists',
  invalid: 'org.acapkit.Simulator.Error.Invalid',
  'read-only': 'org.acapkit.Simulator.Error.ReadOnly',
  limit: 'org.acapkit.Simulator.Error.Limit',
};

function onBus<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ParameterError) throw new ServiceError(errorNames[error.reason], error.message);
    throw error;
  }
}

/** The value, or `not-found`. */
function read(store: ParameterStore, app: string, name: string): string {
  const full = store.resolve(app, name);
  const value = store.get(full);
  if (value === undefined) throw new ParameterError('not-found', name, `there is no parameter ${full}`);
  return value;
}

/** Short names of the app's own parameters, sorted. */
function names(store: ParameterStore, app: string): string[] {
  const prefix = `root.${groupOf(app)}.`;
  const own = store.list(`root.${groupOf(app)}`).filter(({ name }) => name.startsWith(prefix));
  return own.map(({ name }) => name.slice(prefix.length)).sort();
}

/**
 * An app writes to its own parameters and to those of other installed apps. A name the store does not know as an app has no
 * parameters, which is how a wrong `app_name` makes set and add fail.
 */
function write(store: ParameterStore, app: string, name: string, value: string, sync: boolean): void {
  store.set(store.resolve(app, name), value, { sync, by: 'axparameter' });
}

/** Exports `org.acapkit.Simulator.Parameters1`; the returned function takes it off the bus. */
export function exportParameters(connection: MessageBus, store: ParameterStore): () => void {
  const text = (args: unknown[], index: number) => String(args[index]);
  const service = exportService(connection, {
    path: '/org/acapkit/Simulator/Parameters',
    interface: 'org.acapkit.Simulator.Parameters1',
    signals: { Changed: 'ss' },
    methods: {
      Get: { in: 'ss', out: 's', run: (args) => onBus(() => [read(store, text(args, 0), text(args, 1))]) },
      Set: {
        in: 'sssb',
        out: '',
        run: (args) =>
          onBus(() => {
            write(store, text(args, 0), text(args, 1), text(args, 2), args[3] === true);
            return [];
          }),
      },
      Add: {
        in: 'ssss',
        out: '',
        run: (args) =>
          onBus(() => {
            store.add(text(args, 0), text(args, 1), text(args, 2), text(args, 3));
            return [];
          }),
      },
      Remove: {
        in: 'ss',
        out: '',
        run: (args) =>
          onBus(() => {
            store.remove(text(args, 0), text(args, 1));
            return [];
          }),
      },
      List: { in: 's', out: 'as', run: (args) => onBus(() => [names(store, text(args, 0))]) },
    },
  });
  const changed = ({ name, value }: ParameterChange) => service.signal('Changed', [name, value]);
  store.on('changed', changed);
  return () => {
    store.off('changed', changed);
    service.close();
  };
}
