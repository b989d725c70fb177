using IotLink.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AccountDirectory(RelationalDatabase database, IPasswordHasher<Account> hasher) : IAccountDirectory
{
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    public Task<int> CountAsync(CancellationToken ct) => database.ReadLatestAsync(db => db.Accounts.CountAsync(ct), ct);

    public Task<IReadOnlyList<Account>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<Account>>(
        async db =>
        {
            var accounts = await db.Accounts.OrderBy(a => a.NormalizedUserName).ToListAsync(ct);
            accounts.ForEach(a => a.PasswordHash = null);
            return accounts;
        },
        ct);

    public Task<bool> CreateAsync(Account account, string password, CancellationToken ct)
    {
        Prepare(account, password);
        return database.WriteAsync(db => TryAddAsync(db, account, ct), ct);
    }

    public Task<bool> CreateFirstAsync(Account account, string password, CancellationToken ct)
    {
        Prepare(account, password);
        return database.WriteAsync(
            async db =>
            {
                if (await db.Accounts.AnyAsync(ct)) return false;
                if (await db.Counters.FindAsync([CounterEntity.FirstAccount], ct) is { } counter) counter.Value++;
                else db.Counters.Add(new() { Name = CounterEntity.FirstAccount, Value = 1 });
                return await TryAddAsync(db, account, ct);
            },
            ct);
    }

    private static async Task<bool> TryAddAsync(IotLinkDb db, Account account, CancellationToken ct)
    {
        if (await db.Accounts.AnyAsync(a => a.NormalizedUserName == account.NormalizedUserName, ct)) return false;
        db.Accounts.Add(account);
        return true;
    }

    private void Prepare(Account account, string password)
    {
        foreach (var role in account.Roles.Where(r => !Role.All.Contains(r))) throw new ArgumentException($"'{role}' is no role.", nameof(account));
        if (account.Customer is null && account.Roles.Any(r => r is Role.CustomerAdmin or Role.CustomerView))
        {
            throw new ArgumentException("A customer role needs the customer it belongs to.", nameof(account));
        }

        account.NormalizedUserName = Normalizer.NormalizeName(account.UserName);
        account.NormalizedEmail = Normalizer.NormalizeEmail(account.Email);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        account.PasswordHash = hasher.HashPassword(account, password);
    }
}
