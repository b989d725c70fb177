namespace IotLink.Tests.Architecture;

/// <summary>The folders of Core, in the order a message passes them. A folder may use only those before it.</summary>
internal static class FlowOrder
{
    private const string Adapters = "Adapters";

    /// <summary>Registers what the folders have; belongs to none of them.</summary>
    private const string TableOfContents = "IotLink.Core.CoreSetup";

    public static IReadOnlyList<string> Folders { get; } =
    [
        "Calendars", "Devices", "Accounts", "Audit", "Live", "Notifications", "Health", "Files", "Documents", "Expressions", "Products", "Messages", "Streams", "Quality",
        "Telemetry", "Conversion", "DeadLetters", "Contracts", "Formulas", "Things", "Shadows", "Rules", "Alarms", "Actions", "Technicians", "Tickets", "Dispatch", "Firmware", "Publishing", "History", "Aggregates", "CustomerDays", "Trends", "Analysis", "Backtests", "Seeds", Adapters,
    ];

    public static string? FolderOf(string space) =>
        space.StartsWith("IotLink.Core.", StringComparison.Ordinal) ? space.Split('.')[2] : null;

    public static IEnumerable<string> Violations(IEnumerable<CodeType> types, Func<CodeType, string?> folderOf) =>
        from type in types
        where type.Name != TableOfContents
        let own = Place(folderOf(type))
        from use in type.Uses
        let other = FolderOf(use.Namespace)
        where other is not null && Place(other) > own
        select type.Says(use, $"{folderOf(type)} comes before {other} in the flow; move the type, or put a port into {folderOf(type)}.");

    public static IEnumerable<string> Homeless(IEnumerable<CodeType> types) =>
        from type in types
        let folder = FolderOf(type.Namespace)
        where (folder is null || Place(folder) < 0) && type.Name != TableOfContents
        select $"{type.Name} is in folder '{folder ?? "(none)"}': put it into one of {string.Join(", ", Folders)}, or add the folder to FlowOrder.";

    private static int Place(string? folder)
    {
        for (var i = 0; i < Folders.Count; i++) if (Folders[i] == folder) return i;
        return -1;
    }
}
