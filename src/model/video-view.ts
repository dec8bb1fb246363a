/** The sources of pictures: a camera, or a shared screen. The values are LiveKit's own source names. */
export type VideoSource = 'camera' | 'screen_share';

/** A size in pixels of the device: CSS pixels times `devicePixelRatio`. */
export interface VideoSize {
  readonly width: number;
  readonly height: number;
}

/**
 * A participant's camera or screen, as it can be shown here. Without a participant of the identity, and before the
 * join, the picture is not sent, and lost.
 */
export interface VideoView extends VideoSize {
  /** The picture is the local participant's own. It is the picture that others get, and is not mirrored. */
  readonly mine: boolean;
  /**
   * `null`: the picture is sent, or the local participant previews it. `self`: the participant does not send it.
   * `moderator`: a moderator took it away.
   */
  readonly muted: 'self' | 'moderator' | null;
  /** The participant is not connected, or no media arrive: their connection is lost, or the local one. */
  readonly lost: boolean;
  /** The track is here. A track of another participant comes when `watchVideo` or a `<utd-video>` asks for it. */
  readonly subscribed: boolean;
  /**
   * The picture moves: it is sent, may be shown, is asked for, and not lost. Whatever a `<video>` shows
   * while `live` is `false` is a frame of the past.
   */
  readonly live: boolean;
  /** The track, to be shown by `srcObject = new MediaStream([track])`; `undefined` while `subscribed` is `false`. */
  readonly track: MediaStreamTrack | undefined;
  /** The width of the picture as it was published, in pixels; 0 while unknown. The width that arrives may be smaller. */
  readonly width: number;
  /** The height of the picture as it was published, in pixels; 0 while unknown. */
  readonly height: number;
}
