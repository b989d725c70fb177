using IotLink.Core.Accounts;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using static IotLink.Core.Accounts.Perspective;

namespace IotLink.Portal.Shell;

/// <summary>
/// Every page there is, once: the menu, the gate before a page and the tests all read this table. A page that is not here is not found.
/// </summary>
public static class Places
{
    public const string SignIn = "/account/sign-in";
    public const string NotFound = "/not-found";

    public static IReadOnlyList<Place> All { get; } =
    [
        new("/s/alarms", Service, Permission.ViewAlarms, "Alarms", Icons.Material.Outlined.NotificationsActive),
        new("/s/alarms/{Alarm}", Service, Permission.ViewAlarms),
        new("/s/maintenance", Service, Permission.PlanMaintenance, "Maintenance", Icons.Material.Outlined.Engineering),
        new("/s/alarm-quality", Service, Permission.ViewAlarmQuality, "AlarmQuality", Icons.Material.Outlined.Insights),
        new("/s/dispatch-requests", Service, Permission.ViewDispatch, "DispatchRequests", Icons.Material.Outlined.LocalShipping),
        new("/s/oncall", Service, Permission.ViewOnCall, "OnCall", Icons.Material.Outlined.SupportAgent),
        new("/s/devices", Service, Permission.ViewDevices, "Devices", Icons.Material.Outlined.Devices),
        new("/s/devices/new", Service, Permission.RegisterDevices),
        new("/s/devices/{Id}", Service, Permission.ViewDevices),
        new("/s/analysis", Service, Permission.ViewAnalysis, "Analysis", Icons.Material.Outlined.QueryStats),

        new("/l", Lab, Permission.ViewDevices, "LabHome", Icons.Material.Outlined.Science),
        new("/l/alarms/{Alarm}", Lab, Permission.ViewAlarms),
        new("/l/alarm-quality", Lab, Permission.ViewAlarmQuality, "AlarmQuality", Icons.Material.Outlined.Insights),
        new("/l/devices", Lab, Permission.ViewDevices, "Devices", Icons.Material.Outlined.Devices),
        new("/l/devices/new", Lab, Permission.RegisterDevices),
        new("/l/devices/{Id}", Lab, Permission.ViewDevices),
        new("/l/explore", Lab, Permission.ViewDevices, "Explorer", Icons.Material.Outlined.QueryStats),
        new("/l/quality", Lab, Permission.ViewPipeline, "Quality", Icons.Material.Outlined.FactCheck),
        new("/l/specs", Lab, Permission.ViewDocuments, "Specs", Icons.Material.Outlined.DataObject),
        new("/l/specs/new", Lab, Permission.AuthorDocuments),
        new("/l/specs/{Product}", Lab, Permission.ViewDocuments),
        new("/l/contracts", Lab, Permission.ViewDocuments, "Contracts", Icons.Material.Outlined.Handshake),
        new("/l/contracts/new", Lab, Permission.AuthorDocuments),
        new("/l/contracts/{Product}", Lab, Permission.ViewDocuments),
        new("/l/rules", Lab, Permission.ViewDocuments, "Rules", Icons.Material.Outlined.Rule),
        new("/l/rules/new", Lab, Permission.AuthorDocuments),
        new("/l/rules/{Product}/{Name}", Lab, Permission.ViewDocuments),
        new("/l/formulas", Lab, Permission.ViewDocuments, "Formulas", Icons.Material.Outlined.Functions),
        new("/l/formulas/new", Lab, Permission.AuthorDocuments),
        new("/l/formulas/{Product}/{Name}", Lab, Permission.ViewDocuments),
        new("/l/actions", Lab, Permission.ViewDocuments, "Actions", Icons.Material.Outlined.SettingsRemote),
        new("/l/actions/new", Lab, Permission.AuthorDocuments),
        new("/l/actions/{Product}/{Name}", Lab, Permission.ViewDocuments),
        new("/l/commands", Lab, Permission.ViewCommands, "Commands", Icons.Material.Outlined.Sensors),
        new("/l/reviews", Lab, Permission.ViewDocuments, "Reviews", Icons.Material.Outlined.RateReview),
        new("/l/dlq", Lab, Permission.ViewDeadLetters, "DeadLetters", Icons.Material.Outlined.ReportGmailerrorred),
        new("/l/dlq/{Id}", Lab, Permission.ViewDeadLetters),
        new("/l/history", Lab, Permission.ViewHistoryJobs, "History", Icons.Material.Outlined.Replay),

        new("/c", Customer, Permission.ViewDevices, "CustomerHome", Icons.Material.Outlined.Home),
        new("/c/alarms/{Alarm}", Customer, Permission.ViewAlarms),
        new("/c/trends", Customer, Permission.ViewDevices, "Trends", Icons.Material.Outlined.QueryStats),
        new("/c/analysis", Customer, Permission.ViewAnalysis, "Analysis", Icons.Material.Outlined.TableChart),
        new("/c/devices", Customer, Permission.ViewDevices, "Devices", Icons.Material.Outlined.Devices),
        new("/c/devices/{Id}", Customer, Permission.ViewDevices),

        new("/a/system", Admin, Permission.ViewSystem, "System", Icons.Material.Outlined.MonitorHeart),
        new("/a/oncall", Admin, Permission.ViewOnCall, "OnCall", Icons.Material.Outlined.SupportAgent),
        new("/a/users", Admin, Permission.ManageUsers, "Users", Icons.Material.Outlined.People),
        new("/a/audit", Admin, Permission.ManageUsers, "Audit", Icons.Material.Outlined.History),

        new("/me", null, null),
        new("/a/ack", null, null),
        new(SignIn, null, null),
        new("/account/first-admin", null, null),
        new("/error", null, null),
        new(NotFound, null, null),
    ];

    private static readonly Dictionary<string, Place> ByTemplate = All.ToDictionary(p => Key(p.Template), StringComparer.OrdinalIgnoreCase);

    public static Place? Find(string? template) => template is null ? null : ByTemplate.GetValueOrDefault(Key(template));

    /// <summary>The place a page stands for at an address: a page with a route in several shells is one place in each.</summary>
    /// <param name="address">Relative to the portal's root.</param>
    public static Place? Of(Type page, string address)
    {
        var shell = address.Split('/', '?', '#')[0];
        var room = Room(address);
        return page.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()
            .Where(r => string.Equals(Key(r.Template).Split('/')[0], shell, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(r => string.Equals(Room(Key(r.Template)), room, StringComparison.OrdinalIgnoreCase))
            .Select(r => Find(r.Template)).FirstOrDefault();
    }

    /// <summary>The menu of one shell, as far as this person may go.</summary>
    public static IEnumerable<Place> MenuOf(Viewer viewer, Perspective perspective) =>
        All.Where(p => p.Perspective == perspective && p.Menu is not null && p.Admits(viewer));

    /// <summary>Where work in a shell begins; null when the person may do nothing there.</summary>
    public static string? StartOf(Viewer viewer, Perspective perspective) => MenuOf(viewer, perspective).FirstOrDefault()?.Template;

    /// <summary>Where a person lands after signing in.</summary>
    public static string StartOf(Viewer viewer) =>
        viewer.Perspectives.Select(p => StartOf(viewer, p)).FirstOrDefault(p => p is not null) ?? NotFound;

    /// <summary>The second segment: <c>specs</c> of <c>l/specs/prod-a</c>.</summary>
    private static string? Room(string address) => address.Split('/', '?', '#').ElementAtOrDefault(1);

    private static string Key(string template) => template.Trim('/');
}
