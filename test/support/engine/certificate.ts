import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const openssl = (args: string) => execFileSync('openssl', args.split(' '), { stdio: 'pipe' });

/**
 * Makes a certificate that is its own authority, by openssl.
 *
 * @param folder gets `key.pem` and `certificate.pem`
 * @param name as openssl has it: `IP:127.0.0.1`
 * @param days for which it is valid; negative for one that has expired
 */
export function makeCertificate(folder: string, name: string, days: number) {
  const [key, request, certificate] = ['key.pem', 'request.pem', 'certificate.pem'].map((file) =>
    join(folder, file),
  ) as [string, string, string];
  openssl(
    `req -newkey rsa:2048 -nodes -subj /CN=utd -addext subjectAltName=${name} -keyout ${key} -out ${request}`,
  );
  openssl(`x509 -req -in ${request} -signkey ${key} -copy_extensions copy -days ${days} -out ${certificate}`);
  return { key, certificate };
}
