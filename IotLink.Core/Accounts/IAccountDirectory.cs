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

    /// <summary>
    /// The account of somebody a sign-in service vouches for, with roles, names and customer as the service says them now: known by its
    /// subject, else taken over from an account of our own with that user name, else made. Open sessions end when what they may do changed.
    /// </summary>
    /// <exception cref="ArgumentException">As for <see cref="CreateAsync"/>.</exception>
    Task<Account> KnowAsync(ExternalPerson person, CancellationToken ct);
}
