using IotLink.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>Finds and writes accounts for Identity's managers. What they read and set on an account is in the other part.</summary>
internal sealed partial class AccountStore(RelationalDatabase database, IdentityErrorDescriber errors)
    : IUserPasswordStore<Account>, IUserEmailStore<Account>, IUserRoleStore<Account>, IUserLockoutStore<Account>, IUserSecurityStampStore<Account>
{
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (await db.Accounts.AnyAsync(a => a.NormalizedUserName == user.NormalizedUserName, cancellationToken))
            {
                return IdentityResult.Failed(errors.DuplicateUserName(user.UserName));
            }

            user.ConcurrencyStamp = NewStamp();
            db.Accounts.Add(user);
            return IdentityResult.Success;
        },
        cancellationToken);

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var stamp = NewStamp();
        var result = await database.WriteAsync(
            async db =>
            {
                var stored = await db.Accounts.FindAsync([user.Id], cancellationToken);
                if (stored is null || stored.ConcurrencyStamp != user.ConcurrencyStamp) return IdentityResult.Failed(errors.ConcurrencyFailure());
                db.Entry(stored).CurrentValues.SetValues(user);
                stored.Roles = [.. user.Roles];
                stored.ConcurrencyStamp = stamp;
                return IdentityResult.Success;
            },
            cancellationToken);
        if (result.Succeeded) user.ConcurrencyStamp = stamp;
        return result;
    }

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            await db.Accounts.Where(a => a.Id == user.Id).ExecuteDeleteAsync(cancellationToken);
            return IdentityResult.Success;
        },
        cancellationToken);

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        database.ReadLatestAsync(db => db.Accounts.FirstOrDefaultAsync(a => a.Id == userId, cancellationToken), cancellationToken);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => database.ReadLatestAsync(
        db => db.Accounts.FirstOrDefaultAsync(a => a.NormalizedUserName == normalizedUserName, cancellationToken), cancellationToken);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) => database.ReadLatestAsync(
        db => db.Accounts.FirstOrDefaultAsync(a => a.NormalizedEmail == normalizedEmail, cancellationToken), cancellationToken);

    public Task<IList<Account>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken) => database.ReadLatestAsync<IList<Account>>(
        async db =>
        {
            var role = Known(roleName);
            return await db.Accounts.Where(a => a.Roles.Contains(role)).OrderBy(a => a.NormalizedUserName).ToListAsync(cancellationToken);
        },
        cancellationToken);

    public void Dispose()
    {
        // The database outlives the request that Identity makes a store for.
    }

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}
