using IotLink.Core.Accounts;
using IotLink.Core.Devices;
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

    public Task<Account> KnowAsync(ExternalPerson person, CancellationToken ct)
    {
        Check(person.Roles, person.Customer, nameof(person));
        var name = Normalizer.NormalizeName(person.UserName);
        return database.WriteAsync(
            async db =>
            {
                var account = await db.Accounts.FirstOrDefaultAsync(a => a.Subject == person.Subject, ct)
                    ?? await db.Accounts.FirstOrDefaultAsync(a => a.NormalizedUserName == name && a.Subject == null, ct);
                if (account is null) db.Accounts.Add(account = new());
                var isTaken = await db.Accounts.AnyAsync(a => a.NormalizedUserName == name && a.Id != account.Id, ct);
                Follow(account, person, isTaken ? person.Subject : person.UserName);
                return account;
            },
            ct);
    }

    private static void Follow(Account account, ExternalPerson person, string userName)
    {
        var mayTheSame = account.Subject == person.Subject && account.Customer == person.Customer && account.Roles.ToHashSet().SetEquals(person.Roles);
        if (!mayTheSame) account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.Subject = person.Subject;
        (account.UserName, account.NormalizedUserName) = (userName, Normalizer.NormalizeName(userName));
        (account.Email, account.NormalizedEmail) = (person.Email, Normalizer.NormalizeEmail(person.Email));
        (account.DisplayName, account.Customer, account.Roles) = (person.DisplayName, person.Customer, [.. person.Roles.Order(StringComparer.Ordinal)]);
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
    }

    private static void Check(IReadOnlyCollection<string> roles, CustomerId? customer, string parameter)
    {
        foreach (var role in roles.Where(r => !Role.All.Contains(r))) throw new ArgumentException($"'{role}' is no role.", parameter);
        if (customer is null && roles.Any(r => r is Role.CustomerAdmin or Role.CustomerView))
        {
            throw new ArgumentException("A customer role needs the customer it belongs to.", parameter);
        }
    }

    private static async Task<bool> TryAddAsync(IotLinkDb db, Account account, CancellationToken ct)
    {
        if (await db.Accounts.AnyAsync(a => a.NormalizedUserName == account.NormalizedUserName, ct)) return false;
        db.Accounts.Add(account);
        return true;
    }

    private void Prepare(Account account, string password)
    {
        Check(account.Roles, account.Customer, nameof(account));
        account.NormalizedUserName = Normalizer.NormalizeName(account.UserName);
        account.NormalizedEmail = Normalizer.NormalizeEmail(account.Email);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        account.PasswordHash = hasher.HashPassword(account, password);
    }
}
