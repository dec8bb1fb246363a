/** The source once more, for a page that has two copies of it: a bundle of its own beside the one of the tests. */
export { installInvokerPolyfill } from '../../src/elements/commands/invoker-polyfill.ts';
export { register } from '../../src/define/register.ts';

export const define = () => import('../../src/define.ts');
