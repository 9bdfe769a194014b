// Functions that are looked up when the app starts, for camera libraries that must not or cannot be linked by SONAME (`# link: runtime` in
// the table). One assembly file for each function, so that a program takes only those it uses; native/shim/lookup.c fills them in.

const architectures = {
  x86_64: {
    prologue: '',
    type: '@function',
    word: '.quad',
    wordBytes: 8,
    jump: '  jmpq *3f+16(%rip)\n',
    missing: (handler) => `  leaq 3f(%rip), %rdi\n  andq $-16, %rsp\n  call ${handler}\n`,
  },
  aarch64: {
    prologue: '',
    type: '%function',
    word: '.xword',
    wordBytes: 8,
    jump: '  adrp x16, 3f+16\n  ldr x16, [x16, :lo12:3f+16]\n  br x16\n',
    missing: (handler) => `  adrp x0, 3f\n  add x0, x0, :lo12:3f\n  b ${handler}\n`,
  },
  arm: {
    prologue: '.syntax unified\n.arm\n',
    type: '%function',
    word: '.word',
    wordBytes: 4,
    jump: '  ldr ip, 2f\n1:\n  ldr pc, [pc, ip]\n2:\n  .word 3f+8 - (1b+8)\n',
    missing: (handler) => `  ldr r0, 5f\n4:\n  add r0, pc, r0\n  b ${handler}\n5:\n  .word 3f - (4b+8)\n`,
  },
};

/** A name that C and section names can hold: `datahub` of a table. */
const identifier = (library) => library.replace(/\W/g, '_');

/**
 * Assembly of one function. It jumps through its entry in the section `acapkit_slots_<library>`: name, first AXIS OS, address. Until
 * the address is found, it leads to code that says what is missing. `.acapkit.lookup` tells the audit which functions a program uses.
 */
export function lookupAssembly(architecture, table, symbol) {
  const code = architectures[architecture];
  if (!code)
    throw new Error(`unknown architecture ${architecture}; known: ${Object.keys(architectures).join(', ')}`);
  const id = identifier(table.library);
  const { name, firstOs } = symbol;
  return [
    code.prologue,
    `.text\n.hidden ${name}\n.globl ${name}\n.type ${name}, ${code.type}\n.balign 8\n${name}:\n${code.jump}`,
    `.balign 8\n7:\n${code.missing(`acapkit_lookup_missing_${id}`)}`,
    `.section acapkit_slots_${id},"aw"\n.balign ${code.wordBytes}\n`,
    `3:\n  ${code.word} 8f\n  ${code.word} 9f\n  ${code.word} 7b\n`,
    `.section .rodata.str,"a"\n8:\n  .asciz "${name}"\n9:\n  .asciz "${firstOs}"\n`,
    `.section .acapkit.lookup,"a"\n  .asciz "${table.library}"\n  .asciz "${name}"\n`,
    '.section .note.GNU-stack,"",%progbits\n',
  ].join('');
}
