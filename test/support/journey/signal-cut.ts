import type { Page } from 'playwright-core';

/** The signalling sockets of a page, which a test takes away and gives back. */
export interface SignalCut {
  /** Breaks the sockets on the side of the page, and refuses others. The engine hears nothing of that. */
  cut(): Promise<void>;
  giveBack(): void;
}

/** Call it before the page opens a socket. */
export async function signalCut(page: Page): Promise<SignalCut> {
  const cuts = new Set<() => Promise<void>>();
  let away = false;
  await page.routeWebSocket(/\/signal$/, (socket) => {
    if (away) return void socket.close({ code: 1011 });
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      if (!away) server.send(frame);
    });
    // Without this handler the close would be handed on to the engine.
    socket.onClose(() => {});
    cuts.add(() => socket.close({ code: 1011 }));
  });
  return {
    async cut() {
      away = true;
      for (const each of cuts) await each();
      cuts.clear();
      await page.waitForSelector('utd-signal[data-state="reconnecting"]');
    },
    giveBack() {
      away = false;
    },
  };
}
