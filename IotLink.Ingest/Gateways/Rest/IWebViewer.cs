using IotLink.Core.Accounts;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>Who the person behind a web request is. The portal knows; a host without one has no people.</summary>
public interface IWebViewer
{
    /// <returns>null when nobody is signed in.</returns>
    Viewer? Of(HttpContext http);
}
