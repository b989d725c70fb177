using IotLink.Core.Devices;

namespace IotLink.Core.Accounts;

/// <summary>A person who can sign in. Kept by ASP.NET Core Identity's managers through our own stores.</summary>
public sealed class Account
{
    public string Id { get; set; } = Guid.NewGuid().ToString("N");

    public string UserName { get; set; } = "";

    public string NormalizedUserName { get; set; } = "";

    public string DisplayName { get; set; } = "";

    /// <summary>What a sign-in service calls the person, once it has vouched for them; null for an account of our own.</summary>
    public string? Subject { get; set; }

    public string? Email { get; set; }

    public string? NormalizedEmail { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>Changes with password and roles: open sessions that carry an older one end.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Changes with every write: who read an older one cannot overwrite.</summary>
    public string ConcurrencyStamp { get; set; } = "";

    /// <summary>Names of <see cref="Role"/>.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>The customer a customer account belongs to; null for staff.</summary>
    public CustomerId? Customer { get; set; }

    /// <summary><c>ko</c> or <c>en</c>; null: as the browser asks.</summary>
    public string? Culture { get; set; }

    /// <summary><c>light</c> or <c>dark</c>; null: as the system has it.</summary>
    public string? Theme { get; set; }

    /// <summary>Name of the least severity whose new alarms sound in the console; null: none do.</summary>
    public string? Sound { get; set; }

    public bool LockoutEnabled { get; set; } = true;

    public DateTimeOffset? LockoutEnd { get; set; }

    public int AccessFailedCount { get; set; }

    public Viewer ToViewer() => new(Id, DisplayName.Length > 0 ? DisplayName : UserName, Roles.ToHashSet(StringComparer.Ordinal), Customer);
}
