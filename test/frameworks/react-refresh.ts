// React looks for the hook when its module runs: import this module before react-dom.
import { injectIntoGlobalHook } from 'react-refresh/runtime';

injectIntoGlobalHook(window);
