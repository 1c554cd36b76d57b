test('pays', () => {});
describe.only('shop', () => {});
