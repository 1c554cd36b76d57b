test('pays', () => {});
describe.only('shop', () => {});
it('é', () => {}); it.only('ships', () => {});
