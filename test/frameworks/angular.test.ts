// The page's templates are compiled in the page, and the packages of Angular with them.
import '@angular/compiler';
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from '@angular/core';
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

@Component({ selector: 'app-page', schemas: [CUSTOM_ELEMENTS_SCHEMA], template })
class Page {
  readonly page = signal(initial);
  heard: (event: Event) => void = () => {};
}

checkFramework('Angular', {
  abilities: ['renders', 'keeps', 'properties'],
  async mount(box, first, heard) {
    const app = await createApplication({ providers: [provideZonelessChangeDetection()] });
    const { instance } = app.bootstrap(Page, box);
    instance.heard = heard;
    const render = (state: PageState) => {
      instance.page.set(state);
      app.tick();
    };
    render(first);
    return { render, unmount: () => app.destroy() };
  },
});
