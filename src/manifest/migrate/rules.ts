// What documentation says of findings about package.conf and its companions, and about migration.
import type { RuleText } from '../rules/rule.js';

export const confRules: readonly RuleText[] = [
  {
    code: 'conf/shell-text',
    severity: 'error',
    when: 'a value of package.conf holds $ or a backquote (a warning between apostrophes, where a shell changes nothing)',
    why: 'The old packer sourced the file in a shell and executed it. acapkit never does, so the value is not what its author meant.',
    cure: 'Write the plain value.',
  },
  {
    code: 'conf/line',
    severity: 'warning',
    when: 'a line of package.conf, param.conf or the CGI file has another form than its kind of file',
    why: 'It is left out: guessing what it means would be worse.',
    cure: 'Write it in the form that is named, or remove it.',
  },
  {
    code: 'conf/duplicate',
    severity: 'warning',
    when: 'a variable or parameter is set twice',
    why: 'The last one counts.',
    cure: 'Remove the other.',
  },
  {
    code: 'conf/quotes',
    severity: 'warning',
    when: 'a value has quotes inside or around it that do not fit',
    why: 'A shell would read it otherwise than it looks.',
    cure: 'Put the whole value into double quotes.',
  },
  {
    code: 'conf/backslash',
    severity: 'warning',
    when: 'a value has a backslash',
    why: 'A shell would take it away.',
    cure: 'Write the plain value.',
  },
  {
    code: 'conf/blanks',
    severity: 'warning',
    when: 'a value has blanks and no quotes',
    why: 'A shell would read the second word as a command.',
    cure: 'Put the value into double quotes.',
  },
  {
    code: 'conf/cgi-access',
    severity: 'warning',
    when: 'a line of the CGI file names an access that is none',
    why: 'Only administrator, operator and viewer exist.',
    cure: 'Use one of them.',
  },
  {
    code: 'conf/too-large',
    severity: 'error',
    when: 'such a file has more than 1 MiB or 10,000 lines',
    why: 'It is no configuration of an app.',
    cure: 'Check which file it is.',
  },
];

export const migrationRules: readonly RuleText[] = [
  {
    code: 'migrate/platform',
    severity: 'warning',
    when: 'package.conf is for a platform that manifests do not know: armv7, armv6, mipsisa32r2el or lua',
    why: 'No camera that reads manifests runs such programs.',
    cure: 'Build for aarch64 or armv7hf; packing fills the architecture in.',
  },
  {
    code: 'migrate/cgi-file-missing',
    severity: 'warning',
    when: 'HTTPCGIPATHS names no existing file',
    why: 'No CGI entries are converted, so the app’s addresses would be gone.',
    cure: 'Correct the name.',
  },
  {
    code: 'migrate/vendor',
    severity: 'warning',
    when: 'package.conf names no vendor',
    why: 'Manifests require one, so "-" is written.',
    cure: 'Write your company’s name; signing wants it exactly.',
  },
  {
    code: 'migrate/app-name',
    severity: 'error',
    when: 'package.conf has no APPNAME',
    why: 'Nothing names the app.',
    cure: 'Add APPNAME.',
  },
  {
    code: 'migrate/vendor-id',
    severity: 'error',
    when: 'a manifest is to become 2.x and nobody gave a vendorId',
    why: 'Schema 2.x requires it, and Axis assigns it.',
    cure: 'Give it with --vendor-id; the ACAP signing service tells yours.',
  },
  {
    code: 'migrate/option',
    severity: 'error',
    when: 'an option of migrate has a value that cannot be',
    why: 'The manifest would be refused.',
    cure: 'Write it in the form that is named.',
  },
  {
    code: 'migrate/downgrade',
    severity: 'error',
    when: 'a manifest is to get an older schema than it has',
    why: 'Fields would be lost.',
    cure: 'Choose a newer version with --to.',
  },
  {
    code: 'migrate/manifest-exists',
    severity: 'error',
    when: 'package.conf is to be converted over a manifest.json with another content',
    why: 'Somebody’s work would be lost.',
    cure: 'Look with --dry-run; --force replaces it.',
  },
  {
    code: 'migrate/not-found',
    severity: 'error',
    when: 'there is neither manifest.json nor package.conf',
    why: 'There is nothing to migrate.',
    cure: 'Name the folder of the app.',
  },
  {
    code: 'migrate/too-large',
    severity: 'error',
    when: 'a file to be migrated has more than 1 MiB',
    why: 'It is no configuration of an app.',
    cure: 'Check which file it is.',
  },
];
