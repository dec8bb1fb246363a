import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { errorOf, UTDStreamError } from './errors.ts';
import { farewell, say, sentence, setMessages } from './translations.ts';
import { callReasons } from '../protocol/call/call-status.ts';
import { clientCodes, statusOf } from '../protocol/codes.ts';
import { exitReasons } from '../protocol/exit.ts';
import { Signal } from '../reactive/signal.ts';
import { errorTexts } from './error-texts.ts';

const arabic = { seat_taken: ['المقعد مشغول', 'اختر مقعدًا آخر.'] } as const;

const ofCalls = callReasons.map((reason) => `call_${reason}`);

/** The page's language, in Node. */
function pageIn(lang: string) {
  Object.assign(globalThis, { document: { documentElement: { lang } } });
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'document');
  for (const lang of ['ar', 'ar-eg', 'en', 'de']) setMessages(lang, {});
});

describe('the words of codes', () => {
  it('are there for every code, every end, and for leaving, and for nothing else', () =>
    assert.deepEqual(
      Object.keys(errorTexts).toSorted(),
      [...new Set([...Object.keys(statusOf), ...clientCodes, ...exitReasons, ...ofCalls, 'left'])].toSorted(),
    ));

  for (const [code, [happened, fix]] of Object.entries(errorTexts))
    it(`of ${code} go on after a colon, and with a sentence`, () => {
      assert.match(happened, /^[a-z].*[^.]$/);
      assert.match(fix, /^[A-Z].*\.$/);
    });

  it('are English where nobody has said more', () => {
    pageIn('ar');
    assert.deepEqual(say('seat_taken'), {
      happened: 'somebody sits there',
      fix: 'Choose another seat.',
      lang: 'en',
    });
  });

  it('are those of the page’s language, its base language too, and in no other', () => {
    setMessages('ar', arabic);
    assert.equal(say('seat_taken').lang, 'en');
    for (const lang of ['ar', 'AR', 'ar-EG', 'ar-Latn-EG']) {
      pageIn(lang);
      assert.equal(say('seat_taken').happened, 'المقعد مشغول');
      assert.equal(say('seat_locked').lang, 'en');
    }
    assert.equal(say('seat_taken', [], 'de').lang, 'en');
  });

  it('of a region go before those of its language, each by itself', () => {
    setMessages('ar', { ...arabic, banned: ['أنت محظور', 'راسلنا.'] });
    setMessages('ar-EG', { seat_taken: ['الكرسي محجوز', 'اختار كرسي تاني.'] });
    assert.equal(say('seat_taken', [], 'ar-EG').happened, 'الكرسي محجوز');
    assert.equal(say('banned', [], 'ar-EG').happened, 'أنت محظور');
  });

  it('can be replaced in English, and keep what says more', () => {
    setMessages('en', { banned: ['you were shown the door', 'Write to us.'] });
    assert.equal(
      errorOf('banned', 'join', { reason: 'Spam' }).message,
      'Could not join: you were shown the door (Spam). Write to us.',
    );
    assert.equal(say('banned', ['more']).happened, 'more');
    setMessages('en', {});
    assert.equal(say('banned').happened, 'you are banned');
  });

  it('change for whoever follows them', () => {
    const shown = new Signal.Computed(() => say('seat_taken', [], 'ar').happened);
    assert.equal(shown.get(), 'somebody sits there');
    setMessages('ar', arabic);
    assert.equal(shown.get(), 'المقعد مشغول');
  });
});

describe('a message in another language', () => {
  it('says what happened and what to do, without the English beginning and English details', () => {
    setMessages('ar', arabic);
    pageIn('ar');
    assert.equal(
      new UTDStreamError('seat_taken', 'take seat 1', { happened: 'it is yours' }).message,
      'المقعد مشغول. اختر مقعدًا آخر.',
    );
    assert.equal(sentence('go on', say('busy')).slice(0, 17), 'Could not go on: ');
  });

  it('says what a ban is for, in the words of whoever banned', () => {
    setMessages('ar', { banned: ['أنت محظور', 'راسلنا.'] });
    pageIn('ar');
    assert.equal(errorOf('banned', 'join', { reason: 'إزعاج' }).message, 'أنت محظور (إزعاج). راسلنا.');
  });

  it('begins with a capital letter, where there is one, and says farewell', () => {
    assert.equal(farewell("'lobby'"), "You left 'lobby'.");
    setMessages('de', { left: ['du bist gegangen', 'Komm wieder.'] });
    pageIn('de-AT');
    assert.equal(farewell("'lobby'"), 'Du bist gegangen. Komm wieder.');
  });
});
