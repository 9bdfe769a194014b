// One message of syslog(3) as glibc writes it: `<PRI>Mon dd hh:mm:ss tag[pid]: text`. What does not fit is taken as text.
import { type LogSeverity, severities } from './system-log.js';

export interface SyslogMessage {
  severity: LogSeverity;
  /** Name that the program gave to openlog, or '' when it gave none. */
  tag: string;
  pid: number | undefined;
  text: string;
}

const pattern =
  /^(?:<(\d{1,3})>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )?(?:([^\s:[\]]{1,64})(?:\[(\d{1,10})\])?: )?([\s\S]*)$/;

/** Never throws. */
export function parseSyslog(message: string): SyslogMessage {
  const match = pattern.exec(message.replace(/[\r\n]+$/, ''));
  const priority = match?.[1] === undefined ? 6 : Number(match[1]) & 7;
  return {
    severity: severities[priority] ?? 'info',
    tag: match?.[2] ?? '',
    pid: match?.[3] === undefined ? undefined : Number(match[3]),
    text: match?.[4] ?? message,
  };
}
