// What can go wrong with a parameter, as a reason that every caller (D-Bus service, param.cgi, page) maps to its own error code.

export type ParameterReason = 'not-found' | 'exists' | 'invalid' | 'read-only' | 'limit';

/** A parameter could not be read or written. `parameter` is the name the caller used. */
export class ParameterError extends Error {
  readonly reason: ParameterReason;
  readonly parameter: string;

  constructor(reason: ParameterReason, parameter: string, message: string) {
    super(message);
    this.name = 'ParameterError';
    this.reason = reason;
    this.parameter = parameter;
  }
}
