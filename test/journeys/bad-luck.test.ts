import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, listen } from '../support/heard.ts';
import { clickThrice } from '../support/impatient.ts';
import { journey } from '../support/journey.ts';
import { connected, errorsOf, inRoom, roomMarkup, sees, sit } from '../support/room-page.ts';

/** Takes the place of the browser's own prompt: what the person does with it. */
const promptThat = (page: Page, outcome: 'NotAllowedError' | 'NotFoundError' | 'waits') =>
  page.evaluate((outcome) => {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    const opened: MediaStreamTrack[] = [];
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    Object.assign(window, { opened, answer, undo: () => (media.getUserMedia = real) });
    media.getUserMedia = async (constraints) => {
      if (outcome !== 'waits') throw new DOMException('', outcome);
      await answered;
      const stream = await real(constraints);
      opened.push(...stream.getTracks());
      return stream;
    };
  }, outcome);

type Prompted = { undo(): void; answer(): void; opened: MediaStreamTrack[] };

describe('Bad luck', () => {
  const house = journey({ servers: 'own' });
  const page = (room: string, who: string) =>
    house.open(roomMarkup(`room="${room}" identity="${who}" name="${who}"`));

  for (const [name, code, what] of [
    ['NotAllowedError', 'media_permission', 'refused'],
    ['NotFoundError', 'media_device', 'not there'],
  ] as const)
    it(`a microphone that is ${what} is told as ${code}, the seat stays, and a later click opens it`, async () => {
      const anna = await page(`mic-${code}`, 'anna');
      await connected(anna);
      const errors = await errorsOf(anna);
      await promptThat(anna, name);
      await sit(anna, 2);
      await sees(anna, 2, 'anna');
      await anna.waitForFunction(() => (window as unknown as { seen: string[] }).seen.length > 0);
      assert.deepEqual(await errors(), [code]);
      await anna.evaluate(() => (window as unknown as Prompted).undo());
      await anna.getByText('Microphone').click();
      await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    });

  it('a microphone button that is clicked thrice while the browser asks ends on, with one open', async () => {
    const attributes = (who: string) => `room="impatient" identity="${who}" name="${who}" muted`;
    const [anna, ben] = [
      await house.open(roomMarkup(attributes('anna'))),
      await house.open(roomMarkup(attributes('ben'))),
    ];
    await Promise.all([connected(anna), connected(ben)]);
    await sit(anna, 2);
    await sees(anna, 2, 'anna');
    const button = anna.getByText('Microphone');
    await anna.waitForSelector('[command="--toggle-microphone"]:enabled');
    await promptThat(anna, 'waits');
    await clickThrice(button);
    await anna.evaluate(() => (window as unknown as Prompted).answer());
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]:not([aria-busy])');
    assert((await listen(ben, { from: 'anna' })).loudest > audible, 'ben does not hear anna');
    const open = await anna.evaluate(() =>
      (window as unknown as Prompted).opened.map(({ readyState }) => readyState),
    );
    assert.deepEqual(open, ['live']);
    assert.equal(await inRoom(anna, (room) => room.session.media.micEnabled.get()), true);
  });

  it('a prompt that is answered after leaving opens nothing', async () => {
    const anna = await page('prompt', 'anna');
    await connected(anna);
    await promptThat(anna, 'waits');
    await sit(anna, 1);
    await sees(anna, 1, 'anna');
    await anna.getByText('Leave', { exact: true }).click();
    await anna.waitForSelector('utd-audio-room[data-ended="left"]');
    const open = await anna.evaluate(async () => {
      const { answer, opened } = window as unknown as Prompted;
      answer();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return opened.map(({ readyState }) => readyState);
    });
    assert.deepEqual(open, ['ended']);
  });

  it('an engine that is away is told in a sentence, and the same button joins when it is back', async () => {
    const anna = await house.open(roomMarkup('room="away" identity="anna" name="anna" manual'));
    const errors = await errorsOf(anna);
    await house.stack.engine.child.stop();
    await anna.getByText('Join', { exact: true }).click();
    await anna.waitForSelector('utd-audio-room[data-ended="failed"]');
    assert.deepEqual(await errors(), ['network']);
    assert.match(
      (await anna.locator('output').textContent())!,
      /Could not join 'away': the engine cannot be reached/,
    );
    await house.stack.engine.restart();
    await anna.getByText('Join', { exact: true }).click();
    await connected(anna);
  });

  it('a media server that is away is told as unavailable, and the next join works', async () => {
    const anna = await house.open(roomMarkup('room="no-media" identity="anna" name="anna" manual'));
    const errors = await errorsOf(anna);
    await house.stack.livekit.server!.child.stop('SIGKILL');
    await anna.getByText('Join', { exact: true }).click();
    await anna.waitForSelector('utd-audio-room[data-ended="failed"]');
    assert.deepEqual(await errors(), ['unavailable']);
    await house.stack.livekit.server!.restart();
    await anna.getByText('Join', { exact: true }).click();
    await connected(anna);
  });

  for (const hours of [-24, 24])
    it(`a computer whose clock is ${hours} hours off sits and is heard like any other`, async () => {
      const wrong = `<script>{
        const RealDate = Date, off = ${hours * 3_600_000};
        Date = class extends RealDate {
          constructor(...given) { given.length ? super(...given) : super(RealDate.now() + off); }
          static now() { return RealDate.now() + off; }
        };
      }</script>`;
      const anna = await house.open(wrong + roomMarkup(`room="clock${hours}" identity="anna" name="anna"`));
      const ben = await page(`clock${hours}`, 'ben');
      await Promise.all([connected(anna), connected(ben)]);
      assert.equal(
        await anna.evaluate((now) => Math.round((Date.now() - now) / 3_600_000), Date.now()),
        hours,
      );
      await sit(anna, 2);
      await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
      assert((await listen(ben, { from: 'anna' })).loudest > audible, 'ben does not hear anna');
    });
});
