using IotLink.Core.Devices;

namespace IotLink.Core.Accounts;

/// <summary>Somebody another house's sign-in service vouches for.</summary>
/// <param name="Subject">The service's own, lasting name of the person (<c>sub</c>).</param>
/// <param name="Roles">Names of <see cref="Role"/>; at least one.</param>
/// <param name="Customer">The customer a customer account belongs to; null for staff.</param>
public sealed record ExternalPerson(
    string Subject, string UserName, string DisplayName, string? Email, IReadOnlyCollection<string> Roles, CustomerId? Customer);
