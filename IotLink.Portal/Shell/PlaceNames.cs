namespace IotLink.Portal.Shell;

/// <summary>Names the texts of the menu: <c>PlaceNames.resx</c>, by <see cref="Place.Menu"/>.</summary>
public sealed class PlaceNames;
