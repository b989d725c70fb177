namespace IotLink.Core.Accounts;

/// <summary>The role matrix, in one place.</summary>
public static class Access
{
    private static readonly Dictionary<Permission, string[]> Granted = new()
    {
        [Permission.ViewAlarms] =
        [
            Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech,
            Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.CustomerAdmin, Role.CustomerView,
        ],
        [Permission.AcknowledgeAlarms] = [Role.ServiceOps, Role.ServiceDispatch],
        [Permission.ViewDevices] =
        [
            Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech,
            Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.CustomerAdmin, Role.CustomerView,
        ],
        [Permission.ViewRawFrames] =
            [Role.ServiceOps, Role.ServiceDispatch, Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView],
        [Permission.ViewCustomerNames] =
            [Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech, Role.CustomerAdmin, Role.CustomerView],
        [Permission.ViewPipeline] =
            [Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.SystemAdmin],
        [Permission.ViewDeadLetters] =
            [Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.SystemAdmin],
        [Permission.ViewSystem] = [Role.SystemAdmin],
        [Permission.ManageUsers] = [Role.SystemAdmin],
    };

    public static bool Allows(IReadOnlySet<string> roles, Permission permission) =>
        Granted[permission].Any(roles.Contains);

    public static IEnumerable<Perspective> PerspectivesOf(IReadOnlySet<string> roles)
    {
        if (roles.Any(r => r.StartsWith("service.", StringComparison.Ordinal))) yield return Perspective.Service;
        if (roles.Any(r => r.StartsWith("lab.", StringComparison.Ordinal))) yield return Perspective.Lab;
        if (roles.Any(r => r.StartsWith("customer.", StringComparison.Ordinal))) yield return Perspective.Customer;
        if (roles.Contains(Role.SystemAdmin)) yield return Perspective.Admin;
    }
}
