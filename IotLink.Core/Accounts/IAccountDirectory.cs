namespace IotLink.Core.Accounts;

/// <summary>The accounts as a list, beside the sign-in that Identity does one by one.</summary>
public interface IAccountDirectory
{
    Task<int> CountAsync(CancellationToken ct);

    /// <summary>All accounts by user name, without password hashes.</summary>
    Task<IReadOnlyList<Account>> ListAsync(CancellationToken ct);

    /// <returns>false when the user name is taken.</returns>
    /// <exception cref="ArgumentException">A role that is none of <see cref="Role"/>, or a customer role without a customer.</exception>
    Task<bool> CreateAsync(Account account, string password, CancellationToken ct);

    /// <summary>The same, only while there is no account at all; of several at once one succeeds.</summary>
    Task<bool> CreateFirstAsync(Account account, string password, CancellationToken ct);
}
