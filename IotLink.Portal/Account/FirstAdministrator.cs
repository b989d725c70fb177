using System.Security.Cryptography;
using System.Text;

namespace IotLink.Portal.Account;

/// <summary>
/// The way in when there is no account: one token, in memory only, for one hour and one use. Safe for several requests at once.
/// </summary>
internal sealed class FirstAdministrator(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private byte[]? _hash;
    private DateTimeOffset _until;

    /// <summary>A new token; the one before it no longer works.</summary>
    public string Issue()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_lock) (_hash, _until) = (Hash(token), time.GetUtcNow() + Lifetime);
        return token;
    }

    public bool IsValid(string? token)
    {
        lock (_lock) return Matches(token);
    }

    /// <summary>Takes the token, so that nobody else can. <see cref="GiveBack"/> when the account could not be made after all.</summary>
    public bool TryTake(string? token)
    {
        lock (_lock)
        {
            if (!Matches(token)) return false;
            _hash = null;
            return true;
        }
    }

    public void GiveBack(string token)
    {
        lock (_lock) _hash ??= Hash(token);
    }

    private bool Matches(string? token) =>
        _hash is not null && token is not null && time.GetUtcNow() < _until && CryptographicOperations.FixedTimeEquals(_hash, Hash(token));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
