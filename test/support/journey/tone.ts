/**
 * Gives a page a microphone that is never silent: the beeps of Chromium's fake one are shorter than any word, and
 * once a second. It is run in pages, so it stands on its own.
 */
export function toneForMicrophone(): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const microphone = context.createMediaStreamDestination();
  tone.connect(microphone);
  tone.start();
  navigator.mediaDevices.getUserMedia = async () =>
    new MediaStream([microphone.stream.getAudioTracks()[0]!.clone()]);
}
