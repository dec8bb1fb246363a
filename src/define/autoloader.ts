import { claim, register } from './register.ts';
import { commonTags, pictureTags, productTags, sessionTags, type Product } from './tags.ts';

/** How a product is loaded. */
export interface Loading {
  load(): Promise<{ readonly elements: Readonly<Record<string, CustomElementConstructor>> }>;
  /** Addresses of the modules that the product imports: the browser fetches them together with the product. */
  readonly modules: readonly string[];
}

export interface AutoloaderDeps {
  readonly loadings: Readonly<Record<Product, Loading>>;
  /** Addresses of the modules that a join imports. */
  readonly joinModules: readonly string[];
}

/** Products whole; the client is in each product of media. */
const wholeProducts = (Object.keys(productTags) as Product[]).filter((product) => product !== 'client');
const mediaProducts = wholeProducts.filter((product) => product !== 'signal');
const productOf = new Map(
  Object.entries(productTags).flatMap(([product, tags]) =>
    tags.map((tag): [string, Product] => [tag, product as Product]),
  ),
);
const providers = new Set<string>(mediaProducts.map((product) => productTags[product][0]));
const ofSession = new Set<string>(sessionTags);
const ofCommon = new Set<string>(commonTags);
const ofPictures = new Set<string>(pictureTags);

/** Whether a provider waits neither for a script nor for a form. A wrong guess costs a download, or its head start. */
const joinsByItself = (provider: Element): boolean =>
  !!provider.getAttribute('room') &&
  !provider.hasAttribute('manual') &&
  !provider.querySelector(':scope > form[slot="join"]');

/**
 * Loads a product when one of its tags is in the document or in an open shadow root, now or later. A tag in a
 * `<template>` counts when a clone is inserted. A shadow root that is attached to a connected element later than its
 * class is defined is not seen.
 */
export class Autoloader {
  readonly #deps: AutoloaderDeps;
  readonly #loading = new Set<Product>();
  readonly #preloaded = new Set<string>();
  /** Names of custom elements that are not defined yet: an upgrade attaches a shadow root. */
  readonly #undefined = new Set<string>();
  readonly #observer = new MutationObserver((records) => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    this.#scan(added.filter((node) => node instanceof Element));
  });

  constructor(deps: AutoloaderDeps) {
    this.#deps = deps;
  }

  /** Claims the page, unless another copy of the library came first. */
  start(): void {
    if (claim()) this.#follow(document);
  }

  #follow(root: Document | ShadowRoot): void {
    this.#observer.observe(root, { childList: true, subtree: true });
    this.#scan([...root.children]);
  }

  #scan(roots: readonly Element[]): void {
    const wanted = new Set<Product>();
    let session: Product | undefined;
    let common = false;
    let joins = false;
    for (const root of roots)
      for (const element of [root, ...root.querySelectorAll('*')]) {
        const { localName, shadowRoot } = element;
        const product = productOf.get(localName);
        if (product) wanted.add(product);
        else if (ofPictures.has(localName)) session = 'live-stream';
        else if (ofCommon.has(localName)) common = true;
        else if (ofSession.has(localName)) session ??= mediaProducts[0];
        else if (shadowRoot) this.#follow(shadowRoot);
        else if (localName.includes('-')) this.#awaitDefinition(localName);
        joins ||= providers.has(localName) && joinsByItself(element);
      }
    for (const product of wholeProducts) if (wanted.has(product)) this.#load(product);
    if (joins) this.#prepareJoin();
    if (mediaProducts.some((product) => this.#loading.has(product))) return;
    // Without a provider, a session comes from a script. Tags of every session are in each product, and those of
    // pictures in each product with pictures.
    if (common && !this.#loading.has('signal')) session ??= mediaProducts[0];
    if (session) this.#load(session);
    else if (wanted.has('client')) this.#load('client');
  }

  #awaitDefinition(localName: string): void {
    if (this.#undefined.has(localName) || customElements.get(localName)) return;
    this.#undefined.add(localName);
    void customElements.whenDefined(localName).then(() => this.#scan([document.documentElement]));
  }

  #load(product: Product): void {
    if (this.#loading.has(product)) return;
    this.#loading.add(product);
    const { load, modules } = this.#deps.loadings[product];
    this.#preload(modules);
    void load().then(
      ({ elements }) => {
        register(elements);
        if (wholeProducts.every((each) => this.#loading.has(each))) this.#observer.disconnect();
      },
      (error: unknown) => {
        // The next tag of the product tries again.
        this.#loading.delete(product);
        console.error(
          `utd-stream-elements could not load <${productTags[product][0]}>: ${String(error)} ` +
            'The files beside utd.js must be served with it. Reload the page to try again.',
        );
      },
    );
  }

  /** A provider joins as soon as it is defined: what the join waits for is begun behind the product. */
  #prepareJoin(): void {
    this.#preload(this.#deps.joinModules, 'low');
    try {
      // The first access waits for the browser's own process, and a join reads it before the mint.
      void sessionStorage.length;
    } catch {
      // Storage is switched off, and a session does without it.
    }
  }

  /** The browser learns of an imported module only when the importing one has come. */
  #preload(modules: readonly string[], fetchPriority: 'auto' | 'low' = 'auto'): void {
    for (const href of modules) {
      if (this.#preloaded.has(href)) continue;
      this.#preloaded.add(href);
      const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
      const link = Object.assign(document.createElement('link'), {
        rel: 'modulepreload',
        href,
        fetchPriority,
      });
      if (nonce) link.nonce = nonce;
      document.head.append(link);
    }
  }
}
