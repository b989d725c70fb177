using IotLink.Core.Accounts;

namespace IotLink.Portal.Shell;

/// <summary>Who is at which page. Cascades to everything in it.</summary>
/// <param name="Person">All that the person holds: for the switch between the shells.</param>
/// <param name="Viewer">The person with the rights of this page's shell only: what pages ask the core with.</param>
public sealed record Visit(Viewer Person, Viewer Viewer, Place Place)
{
    /// <summary>The shell one is in; outside the shells the first one held.</summary>
    public Perspective? Perspective => Place.Perspective ?? Person.Perspectives.Cast<Perspective?>().FirstOrDefault();

    /// <summary>First segment of this shell's addresses.</summary>
    public string Root => Perspective switch
    {
        Core.Accounts.Perspective.Service => "/s",
        Core.Accounts.Perspective.Lab => "/l",
        Core.Accounts.Perspective.Customer => "/c",
        _ => "/a",
    };

    public string AddressOf(Core.Devices.DeviceId device) => $"{Root}/devices/{device}";

    public static Visit Of(Viewer person, Place place) =>
        new(person, place.Perspective is { } perspective ? person.As(perspective) : person, place);
}
