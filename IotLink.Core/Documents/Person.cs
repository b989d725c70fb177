using IotLink.Core.Accounts;

namespace IotLink.Core.Documents;

/// <summary>Who did something, as it was then: the name is kept, whatever becomes of the account.</summary>
public sealed record Person(string UserId, string Name)
{
    /// <summary>IotLink itself: registers the documents it comes with.</summary>
    public static Person System { get; } = new("system", "IotLink");

    public static Person Of(Viewer viewer) => new(viewer.UserId, viewer.Name);

    /// <summary>People are told apart by account, not by name.</summary>
    public bool Is(Viewer viewer) => UserId == viewer.UserId;
}
