/** Makes the page one of a browser without invoker commands that has loaded a polyfill. Import this module first. */
import './no-invoker-commands.ts';
import { apply } from 'invokers-polyfill/fn';

apply();
