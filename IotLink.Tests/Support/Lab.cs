using IotLink.Core.Accounts;

namespace IotLink.Tests.Support;

/// <summary>The people of the lab.</summary>
internal static class Lab
{
    public static Viewer Author { get; } = Of("author", Role.LabAuthor);

    public static Viewer OtherAuthor { get; } = Of("other", Role.LabAuthor);

    /// <summary>Writes and reviews, though not the same text.</summary>
    public static Viewer Both { get; } = Of("both", Role.LabAuthor, Role.LabReview);

    public static Viewer Reviewer { get; } = Of("reviewer", Role.LabReview);

    public static Viewer Reader { get; } = Of("reader", Role.LabView);

    private static Viewer Of(string name, params string[] roles) => new($"id-{name}", $"연구원 {name}", roles.ToHashSet(), null);
}
