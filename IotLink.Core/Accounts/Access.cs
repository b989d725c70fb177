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
        [Permission.PlanMaintenance] = [Role.ServiceOps],
        [Permission.ViewAlarmQuality] = [Role.ServiceExec, Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView],
        [Permission.ViewDevices] =
        [
            Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech,
            Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.CustomerAdmin, Role.CustomerView,
        ],
        [Permission.RegisterDevices] = [Role.ServiceOps, Role.LabAuthor, Role.LabOperate],
        [Permission.ViewShadows] =
        [
            Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech, Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView,
        ],
        [Permission.EditShadows] = [Role.ServiceOps, Role.LabOperate],
        [Permission.RunJobs] = [Role.LabOperate],
        [Permission.ViewAnalysis] =
        [
            Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.CustomerAdmin, Role.CustomerView,
        ],
        [Permission.ViewRawFrames] =
            [Role.ServiceOps, Role.ServiceDispatch, Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView],
        [Permission.ViewCustomerNames] =
            [Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech, Role.CustomerAdmin, Role.CustomerView],
        [Permission.ViewPipeline] =
            [Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.SystemAdmin],
        [Permission.ViewDeadLetters] =
            [Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.SystemAdmin],
        [Permission.ViewDocuments] =
            [Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.SystemAdmin],
        [Permission.ViewPublishedDocuments] =
        [
            Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech,
            Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.SystemAdmin,
        ],
        [Permission.AuthorDocuments] = [Role.LabAuthor],
        [Permission.ReviewDocuments] = [Role.LabReview],
        [Permission.ReprocessDeadLetters] = [Role.LabAuthor, Role.LabReview, Role.LabOperate],
        [Permission.ViewHistoryJobs] = [Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView],
        [Permission.PreviewHistory] = [Role.LabAuthor, Role.LabReview],
        [Permission.ApplyHistory] = [Role.LabReview],
        [Permission.ViewOnCall] = [Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech, Role.SystemAdmin],
        [Permission.EditOnCall] = [Role.ServiceOps, Role.SystemAdmin],
        [Permission.ViewCommands] =
        [
            Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech,
            Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView, Role.CustomerAdmin, Role.CustomerView,
        ],
        [Permission.SendCommands] = [Role.LabOperate],
        [Permission.ApproveCommands] = [Role.LabOperate, Role.LabReview],
        [Permission.ViewFirmware] =
        [
            Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech, Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView,
        ],
        [Permission.EditFirmware] = [Role.LabOperate, Role.LabAuthor],
        [Permission.RunCampaigns] = [Role.LabOperate],
        [Permission.ApproveFirmware] = [Role.LabOperate, Role.LabReview],
        [Permission.ViewDispatch] = [Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech],
        [Permission.ViewTickets] = [Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch, Role.ServiceTech],
        [Permission.PlanTickets] = [Role.ServiceOps, Role.ServiceDispatch],
        [Permission.WorkTickets] = [Role.ServiceTech],
        [Permission.ViewVisits] = [Role.CustomerAdmin, Role.CustomerView],
        [Permission.ViewFailureCodes] = [Role.LabAuthor, Role.LabReview, Role.LabOperate, Role.LabView],
        [Permission.ViewTechnicians] = [Role.ServiceExec, Role.ServiceOps, Role.ServiceDispatch],
        [Permission.EditTechnicians] = [Role.ServiceDispatch],
        [Permission.ViewSystem] = [Role.SystemAdmin],
        [Permission.ManageUsers] = [Role.SystemAdmin],
    };

    public static bool Allows(IReadOnlySet<string> roles, Permission permission) =>
        Granted[permission].Any(roles.Contains);

    public static IEnumerable<Perspective> PerspectivesOf(IReadOnlySet<string> roles) =>
        Enum.GetValues<Perspective>().Where(perspective => roles.Any(role => PerspectiveOf(role) == perspective));

    /// <summary>null for a word that is no role.</summary>
    public static Perspective? PerspectiveOf(string role) => role.Split('.')[0] switch
    {
        "service" => Perspective.Service,
        "lab" => Perspective.Lab,
        "customer" => Perspective.Customer,
        "system" => Perspective.Admin,
        _ => null,
    };
}
