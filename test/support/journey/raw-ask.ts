const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)!.content;

/** Asks the engine as anybody can. */
export async function ask(
  method: string,
  path: string,
  body?: object,
  bearer?: string,
  headers: object = {},
) {
  const response = await fetch(`${meta('utd-base-url')}/api/v1${path}`, {
    method,
    headers: {
      'x-app-id': meta('utd-app-id'),
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : undefined };
}
