namespace IotLink.Core.Accounts;

/// <summary>The roles of the domain, by their names in tokens, groups and tables.</summary>
public static class Role
{
    public const string ServiceExec = "service.exec";
    public const string ServiceOps = "service.ops";
    public const string ServiceDispatch = "service.dispatch";
    public const string ServiceTech = "service.tech";
    public const string LabAuthor = "lab.author";
    public const string LabReview = "lab.review";
    public const string LabOperate = "lab.operate";
    public const string LabView = "lab.view";
    public const string CustomerAdmin = "customer.admin";
    public const string CustomerView = "customer.view";
    public const string SystemAdmin = "system.admin";

    public static IReadOnlyList<string> All { get; } =
    [
        ServiceExec, ServiceOps, ServiceDispatch, ServiceTech,
        LabAuthor, LabReview, LabOperate, LabView,
        CustomerAdmin, CustomerView, SystemAdmin,
    ];
}
