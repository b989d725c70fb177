namespace IotLink.Core.Things;

/// <summary>Who asks something of a thing's shadow or jobs: it decides where the answers go.</summary>
public enum Asker
{
    /// <summary>The thing, over a broker connection of this process: it is answered on its topics, refusals too.</summary>
    Thing,

    /// <summary>The thing, over HTTPS: the answer goes back there; what it changed is also published.</summary>
    ThingByWeb,

    /// <summary>Somebody else: a person, an action, a campaign. What it changed is published, on whatever host the thing is connected.</summary>
    Service,
}
