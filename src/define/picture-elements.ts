import { UTDVideoElement } from '../elements/session/video.ts';
import type { PictureTag } from './tags.ts';

/** The elements of products with pictures. */
export const elements = { 'utd-video': UTDVideoElement } satisfies Record<
  PictureTag,
  CustomElementConstructor
>;
