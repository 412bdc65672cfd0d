import { describe, expect, test } from 'vitest';
import { isLoopback, parseRegistryName, showName } from '../../../src/image/registry/registry-name.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('names of images in registries', () => {
  test.each([
    ['node', 'docker.io/library/node:latest'],
    ['kindest/node:v1.34.0', 'docker.io/kindest/node:v1.34.0'],
    ['index.docker.io/node:1', 'docker.io/library/node:1'],
    ['localhost/node', 'localhost/node:latest'],
    ['localhost:5000/a/b/c:t', 'localhost:5000/a/b/c:t'],
    ['registry.k8s.io/pause', 'registry.k8s.io/pause:latest'],
    ['UPPER/node', 'UPPER/node:latest'],
    ['[::1]:5000/node:v1', '[::1]:5000/node:v1'],
    [`node@${digest}`, `docker.io/library/node@${digest}`],
    [`quay.io/a/node:v1@${digest}`, `quay.io/a/node:v1@${digest}`],
    ['http://registry.lan:5000/node:v1', 'registry.lan:5000/node:v1'],
    ['https://registry.lan/node:v1', 'registry.lan/node:v1'],
  ])('%s', (text, full) => {
    expect(showName(parseRegistryName(text))).toBe(full);
  });

  test.each([
    ['', /no name of a repository/],
    ['Node', /no name of a repository/],
    ['a//b', /no name of a repository/],
    ['../etc', /no name of a/],
    ['localhost:99999999/node', /no name of a registry/],
    ['node:', /no tag/],
    ['node:a b', /no tag/],
    ['node:v1*', /no tag/],
    ['node@sha256:12', /sha256/],
    ['exa_mple.org/node', /no name of a registry/],
    ['host/node?x=1', /no name of a repository/],
  ])('refuses %j', (text, message) => {
    expect(() => parseRegistryName(text)).toThrow(message);
  });

  test('plain HTTP is asked for by writing it', () => {
    expect(parseRegistryName('http://registry.lan/node').plainHttp).toBe(true);
    expect(parseRegistryName('registry.lan/node').plainHttp).toBe(false);
  });

  test.each([
    ['localhost', true],
    ['localhost:5000', true],
    ['a.localhost', true],
    ['127.0.0.1:5000', true],
    ['[::1]:5000', true],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
    ['registry.lan:5000', false],
  ])('%s is on this machine: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
