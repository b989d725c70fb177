namespace IotLink.Core.Notifications;

/// <summary>The people who can be told.</summary>
public interface IPeople
{
    /// <summary>All of them, by id. What they have not set comes from their account: e-mail and language.</summary>
    Task<IReadOnlyDictionary<string, Person>> LoadAsync(CancellationToken ct);

    Task SaveAsync(string person, ContactPoints contact, CancellationToken ct);

    /// <param name="from">Name of the least severity that sounds; null for none.</param>
    Task SaveSoundAsync(string person, string? from, CancellationToken ct);
}
