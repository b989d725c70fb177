using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Tests.Support;

/// <summary>Viewers by role.</summary>
internal static class People
{
    public static Viewer Ops { get; } = Of(Role.ServiceOps);

    public static Viewer Tech { get; } = Of(Role.ServiceTech);

    public static Viewer Lab { get; } = Of(Role.LabView);

    public static Viewer Admin { get; } = Of(Role.SystemAdmin);

    public static Viewer CustomerA { get; } = Of(Role.CustomerView, Plant.A.Id);

    private static Viewer Of(string role, CustomerId? customer = null) =>
        new($"id-{role}", $"이름 {role}", new HashSet<string> { role }, customer);
}
