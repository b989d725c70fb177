using IotLink.Core.Devices;

namespace IotLink.Core.Accounts;

/// <summary>
/// Who is asking. The first argument of every core call that a person makes: what they may do and see follows from it alone.
/// </summary>
/// <param name="Customer">The customer a customer account belongs to; null for staff.</param>
public sealed record Viewer(string UserId, string Name, IReadOnlySet<string> Roles, CustomerId? Customer)
{
    /// <summary>Nobody: sees nothing, may nothing.</summary>
    public static Viewer Nobody { get; } = new("", "", new HashSet<string>(), null);

    /// <summary>Staff see all devices, customers their own. Somebody without a role sees none.</summary>
    public DeviceScope Scope =>
        Roles.Any(IsStaff) ? DeviceScope.All
        : Customer is { } customer && Roles.Any(r => r is Role.CustomerAdmin or Role.CustomerView) ? DeviceScope.Of(customer)
        : DeviceScope.None;

    public IEnumerable<Perspective> Perspectives => Access.PerspectivesOf(Roles);

    /// <summary>The same person with the rights of one perspective only: somebody of service and lab works in the lab as lab.</summary>
    public Viewer As(Perspective perspective) =>
        this with { Roles = Roles.Where(r => Access.PerspectiveOf(r) == perspective).ToHashSet(StringComparer.Ordinal) };

    public bool May(Permission permission) => Access.Allows(Roles, permission);

    private static bool IsStaff(string role) => !role.StartsWith("customer.", StringComparison.Ordinal);
}
