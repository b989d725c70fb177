using IotLink.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class PeopleStore(RelationalDatabase database) : IPeople
{
    public Task<IReadOnlyDictionary<string, Person>> LoadAsync(CancellationToken ct) => database.ReadLatestAsync(db => LoadAsync(db, ct), ct);

    public Task SaveAsync(string person, ContactPoints contact, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var row = await db.Contacts.FirstOrDefaultAsync(c => c.AccountId == person, ct);
            if (row is null) db.Contacts.Add(row = new() { AccountId = person, Language = contact.Language });
            row.Take(contact);
            return true;
        },
        ct);

    public Task SaveSoundAsync(string person, string? from, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Accounts.FirstOrDefaultAsync(a => a.Id == person, ct) is not { } account) return false;
            (account.Sound, account.ConcurrencyStamp) = (from, Guid.NewGuid().ToString("N"));
            return true;
        },
        ct);

    public static async Task<IReadOnlyDictionary<string, Person>> LoadAsync(IotLinkDb db, CancellationToken ct)
    {
        var accounts = await db.Accounts.AsNoTracking().ToListAsync(ct);
        var contacts = await db.Contacts.AsNoTracking().ToDictionaryAsync(c => c.AccountId, ct);
        return accounts.ToDictionary(a => a.Id, a => ContactEntity.ToPerson(a, contacts.GetValueOrDefault(a.Id)), StringComparer.Ordinal);
    }
}
