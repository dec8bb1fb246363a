import '../support/element/other-polyfill.ts';
import { otherPolyfillFacts } from '../support/element/other-polyfill-facts.ts';

otherPolyfillFacts('before this library');
