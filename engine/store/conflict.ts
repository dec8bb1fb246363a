/** Another writer was first: the transaction is to be run again, on what is there now. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}
