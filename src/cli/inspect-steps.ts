// What `inspect` does once it is chosen: read, then print for people or hand all of it to --json.
import type { Work } from './command.js';
import { membersForMachines, showSections } from './inspect-sections.js';
import { overviewLines, titleOf } from './package-words.js';
import { readWithProgress } from './read-package.js';

export const inspect: Work<{ files?: boolean }> = async (output, [file = ''], { files = false }) => {
  const { details, signature } = await readWithProgress(output, file);
  if (!output.json) {
    output.line(output.paint('bold', titleOf(details)));
    for (const line of overviewLines(details, signature)) output.line(line);
    showSections(output, details, files);
  }
  const members = membersForMachines(details.members);
  return { ...details, members, ...(signature === undefined ? {} : { signature }) };
};
