import { click } from './click.ts';

interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

const { documentPictureInPicture } = window as unknown as {
  documentPictureInPicture: DocumentPictureInPicture;
};

/** Opens a window by a click. */
async function openBy(request: () => Promise<Window>): Promise<Window> {
  const button = document.body.appendChild(document.createElement('button'));
  const opened = new Promise<Window>((resolve, reject) => {
    button.addEventListener('click', () => void request().then(resolve, reject));
  });
  await click(button);
  button.remove();
  return opened;
}

export const openPictureInPicture = (): Promise<Window> =>
  openBy(() => documentPictureInPicture.requestWindow({ width: 400, height: 300 }));

export const openPopup = (): Promise<Window> =>
  openBy(async () => {
    const popup = window.open('', '', 'popup,width=400,height=300');
    if (!popup) throw new Error('The browser has blocked the popup.');
    return popup;
  });

/** Closes a window, and resolves when its page has heard of that. */
export async function closeWindow(other: Window): Promise<void> {
  const gone = new Promise((resolve) => other.addEventListener('pagehide', resolve, { once: true }));
  other.close();
  await gone;
}
