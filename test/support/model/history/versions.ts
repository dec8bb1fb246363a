import assert from 'node:assert/strict';

/** What one person reads: the newer of two answers is known by its `version`, which counts every change. */
export class Versions {
  #version = 0;
  #text = '';

  read(version: number, text: string): void {
    assert.ok(version >= this.#version, `version ${version} was read after ${this.#version}`);
    if (version === this.#version) assert.equal(text, this.#text, `version ${version} was read in two ways`);
    this.#version = version;
    this.#text = text;
  }
}
