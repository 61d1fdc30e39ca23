// Collects what a test finds and prints it at the end: each finding once, with where it was found.

const SHOWN = 5;

export class Findings {
  #found = new Map();
  #checks = 0;

  /** Counts one check; `what` is empty if all is well. */
  check(what, where) {
    this.#checks += 1;
    if (what) this.add(what, where);
  }

  add(what, where) {
    if (!this.#found.has(what)) this.#found.set(what, []);
    this.#found.get(what).push(where);
  }

  /** Prints the findings and a last line, and sets the exit code. */
  done() {
    for (const [what, where] of this.#found) {
      const more = where.length > SHOWN ? ` and ${where.length - SHOWN} more` : '';
      console.log(`- ${what}\n    ${where.slice(0, SHOWN).join('\n    ')}${more}`);
    }
    console.log(`${this.#checks} checks, ${this.#found.size} findings`);
    if (this.#checks === 0 || this.#found.size > 0) process.exitCode = 1;
  }
}
