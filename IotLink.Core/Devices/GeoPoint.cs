namespace IotLink.Core.Devices;

/// <summary>A place on the globe, in degrees.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthKm = 6371.0088;

    /// <summary>Kilometres along the great circle (haversine).</summary>
    public double KilometresTo(GeoPoint other)
    {
        var (up, across) = (double.DegreesToRadians(other.Latitude - Latitude), double.DegreesToRadians(other.Longitude - Longitude));
        var h = Square(Math.Sin(up / 2))
            + (Math.Cos(double.DegreesToRadians(Latitude)) * Math.Cos(double.DegreesToRadians(other.Latitude)) * Square(Math.Sin(across / 2)));
        return 2 * EarthKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Square(double x) => x * x;
}
