import { createContext } from '@lit/context';
import { SessionProvider } from '../../src/elements/provider/session-provider.ts';
import { FakePlatform } from './fake-edge.ts';
import { FilmController } from './film-controller.ts';

const filmContext = createContext<FilmController | undefined>(Symbol('film'));

/** A provider of another product than those of the package, in a world of its own. In a fixture write `<test-film>`. */
export class FilmProvider extends SessionProvider<FilmController> {
  readonly edge = new FakePlatform();

  constructor() {
    super(filmContext);
  }

  protected makeSession(): FilmController {
    return new FilmController(this.options(), this.edge);
  }
}
customElements.define('test-film', FilmProvider);
