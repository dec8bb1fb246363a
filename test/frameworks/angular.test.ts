// The page's templates are compiled in the page, and the packages of Angular with them.
import '@angular/compiler';
import {
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  provideZonelessChangeDetection,
  signal,
  ɵcompileComponent as compileComponent,
  ɵɵreplaceMetadata as replaceMetadata,
} from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { checkFramework } from './check-framework.ts';
import { initial, seatPattern, type PageState } from './room-page.ts';

const template = `
  <h1>{{ page().route }}</h1>
  @if (page().there) {
    <test-room
      app-id="1234567890" room="lobby" [attr.as-host]="page().host" [muted]="page().muted"
      [seatCount]="page().seats" [rtcConfig]="page().rtcConfig" (utd-seat-update)="heard($event)"
    >
      <utd-seats><template>${seatPattern}</template></utd-seats>
      @for (each of page().people; track each) {
        <utd-participant [identity]="each"><i data-utd-text="name"></i></utd-participant>
      }
      @if (page().status) {
        <utd-status><output data-utd-text="count"></output></utd-status>
      }
      <button command="--leave-seat">Get up</button>
    </test-room>
  }`;

let pages = 0;

/** A class of its own for each page, because a hot reload edits the class. */
function newPage() {
  const metadata = { selector: `app-page-${++pages}`, schemas: [CUSTOM_ELEMENTS_SCHEMA] };
  @Component({ ...metadata, template })
  class Page {
    readonly page = signal(initial);
    heard: (event: Event) => void = () => {};
  }
  /** The calls that the development server of Angular makes after an edit of a template. */
  const reload = () =>
    replaceMetadata(
      Page,
      () => {
        compileComponent(Page, { ...metadata, template: template.replace('{{ page().route }}', 'edited') });
        // The compiler in a page leaves a getter, and a build leaves a value.
        const value: unknown = Reflect.get(Page, 'ɵcmp');
        Object.defineProperty(Page, 'ɵcmp', { value, writable: true, configurable: true });
      },
      [],
      [],
    );
  return { Page, reload };
}

checkFramework('Angular', {
  abilities: ['renders', 'keeps', 'properties', 'reloads'],
  async mount(box, first, heard) {
    const app = await createApplication({ providers: [provideZonelessChangeDetection()] });
    const { Page, reload } = newPage();
    const { instance } = app.bootstrap(Page, box);
    instance.heard = heard;
    const render = (state: PageState) => {
      instance.page.set(state);
      app.tick();
    };
    render(first);
    return {
      render,
      reload() {
        reload();
        app.tick();
      },
      unmount: () => app.destroy(),
    };
  },
});
