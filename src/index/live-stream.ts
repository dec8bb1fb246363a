/** The API of the live stream alone. */
export { liveStreamContext } from '../elements/live-stream/live-stream-context.ts';
export { LiveStreamController } from '../controllers/live-stream-controller.ts';
export { UTDLiveStreamElement } from '../elements/live-stream/live-stream.ts';
export type { AudienceNews } from '../model/audience-news.ts';
export type { LiveEnded, StageMember } from '../model/stage-member.ts';
export type { StageSources } from '../live-stream/stage-media.ts';
export { UTDVideoElement } from '../elements/session/video.ts';
